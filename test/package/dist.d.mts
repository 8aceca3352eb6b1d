export declare const budgets: Readonly<Record<string, number>>;
export declare const wholeBudget: number;
export declare function inspect(file: string): { readonly specifiers: readonly string[]; readonly topLevelAwait: boolean };
export declare function closure(entry: string): readonly string[];
export declare function gzipped(...entries: string[]): number;
