// Properties are tried on the same samples in every run, so that a failure is the
// fault of a change; PROPERTY_SEED and PROPERTY_RUNS try others.
import * as fc from "fast-check";

const seed = Number(process.env["PROPERTY_SEED"] ?? 8973);
const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 300);
fc.configureGlobal({ seed, numRuns });

export { fc };
