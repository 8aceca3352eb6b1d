// Entry for workerd: the `workerd` build, loaded inside a handler, where compiling bytes is refused.
import { runAll } from "./suite.workerd.js";

export default {
  async test() {
    console.log(JSON.stringify(await runAll()));
  },
};
