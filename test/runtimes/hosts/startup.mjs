// Entry for workerd: the default build at module scope, where compiling bytes is allowed and waiting is not.
import { runAllSync } from "./suite.js";

const outcome = runAllSync();

export default {
  test() {
    console.log(JSON.stringify(outcome));
  },
};
