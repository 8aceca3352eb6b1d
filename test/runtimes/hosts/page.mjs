// Entry for browsers: posts the outcome back to the server of the page.
import { runAll } from "./suite.js";

await fetch("/outcome", { method: "POST", body: JSON.stringify(await runAll()) });
