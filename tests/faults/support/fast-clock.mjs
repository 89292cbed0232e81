// Preloaded into a program (`node --import`): its time passes CLOCK_FACTOR times as
// fast, so that minutes do not have to be waited for.
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

const FACTOR = Number(process.env.CLOCK_FACTOR);
const { uptime } = os;
const { setInterval, setTimeout } = globalThis;
const startS = uptime();

os.uptime = () => startS + (uptime() - startS) * FACTOR;
syncBuiltinESMExports();
globalThis.setTimeout = (task, ms, ...values) => setTimeout(task, ms / FACTOR, ...values);
globalThis.setInterval = (task, ms, ...values) => setInterval(task, ms / FACTOR, ...values);
