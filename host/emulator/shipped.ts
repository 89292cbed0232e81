// The scenarios that come with the program: the one that runs when none is named, and the
// deployment schemes of draft-ietf-dots-multihoming-03 §5.
import home from "./home.json" with { type: "json" };
import directClients from "./schemes/direct-clients.json" with { type: "json" };
import residentialCpe from "./schemes/residential-cpe.json" with { type: "json" };
import sameIsp from "./schemes/same-isp.json" with { type: "json" };
import severalCpes from "./schemes/several-cpes.json" with { type: "json" };
import singleCpeGateway from "./schemes/single-cpe-gateway.json" with { type: "json" };
import singleHomedClients from "./schemes/single-homed-clients.json" with { type: "json" };

const SCENARIOS = [home, residentialCpe, singleCpeGateway, directClients, singleHomedClients, severalCpes, sameIsp];

/** The name of the scenario that runs when none is named. */
export const DEFAULT_SCENARIO = home.name;

/** The JSON text of the scenario of this name, or undefined. */
export function shippedScenario(name: string): string | undefined {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  return found === undefined ? undefined : JSON.stringify(found);
}
