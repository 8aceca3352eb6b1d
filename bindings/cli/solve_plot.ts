// The residual of every iteration as a picture: a Vega-Lite specification.
import { BLUE, GREY, picture } from "./plot.js";

export interface Curve {
  readonly title: string;
  readonly subtitle: string;
  /** Relative residuals, the first before any iteration. */
  readonly residuals: readonly number[];
  readonly rtol: number;
}

/** Residual against iteration, the tolerance as a rule. A logarithmic axis has no place for zeros. */
export function specification({ title, subtitle, residuals, rtol }: Curve): object {
  const values = residuals.map((residual, iteration) => ({ iteration, residual })).filter(({ residual }) => residual > 0 && Number.isFinite(residual));
  const y = { field: "residual", type: "quantitative", scale: { type: "log" }, axis: { title: "‖b − A·x‖ / ‖b‖", format: ".0e", tickCount: 8 } };
  return picture(title, subtitle, {
    width: 560, height: 320,
    layer: [
      {
        data: { values },
        mark: { type: "line", color: BLUE, strokeWidth: 2, point: values.length <= 60 ? { color: BLUE, size: 18 } : false },
        encoding: { x: { field: "iteration", type: "quantitative", axis: { title: "iteration", tickMinStep: 1, grid: false } }, y },
      },
      { data: { values: rtol > 0 ? [{ residual: rtol }] : [] }, mark: { type: "rule", strokeDash: [4, 4], color: GREY }, encoding: { y } },
    ],
  });
}
