import { LinkState } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { MAX_CELLS, MAX_KEPT, MAX_KEPT_ENDPOINTS } from "../../../assembly/limits";
import { END_KEPT, isKept, keepEndpoint, keptAt } from "../../../assembly/pools/shelf";
import { cellAt } from "../../../assembly/pools/cells";
import { countIn, List, NO_ADDRESS } from "../../../assembly/pools/endpoints";
import { Method } from "../../../assembly/pools/settings";
import { networkMarks } from "../../../assembly/pools/marks";
import { addresses, clockMs, config, lease4, link, pass, request, spool, start, stored, V4 } from "../support/core";
import { only, values } from "../support/lines";
import { hexOf } from "../support/octets";
import { LIST, MARKS, record } from "../support/record";

const INET: i32 = 2;
const OTHER: string = "00000000000000000000ffffc6336439/120";
const DAY_MS: i64 = 24 * 3600 * 1000;

function kept(): i32 {
  let count = 0;
  for (let cell = MAX_CELLS; cell < END_KEPT; cell++) count += <i32>isKept(cell);
  return count;
}

function list(): string {
  return values(only(request(0, "peers"), "send 0"), "address");
}

function stale(): string {
  return values(only(request(0, "peers"), "send 0"), "stale");
}

// The marks of the cell as it is, in a list that came from S-NAPTR in isp.test.
function listHere(): string {
  return LIST.replace(MARKS, hexOf(networkMarks(INET), 12));
}

// A network with this address, known by its subnet alone, and the list of it in the store.
function restart(lists: string, text: string = "interface wan\ndevice eth1\nmethods snaptr dhcp\n"): void {
  start();
  stored(0, record(1, lists));
  stored(1, "");
  config(text);
  link(2, "eth1", LinkState.Up);
}

function listOf(address: string): string {
  restart("");
  addresses(2, [address]);
  return listHere();
}

describe("a list of the store", () => {
  it("is published as stale as soon as its network is recognised, and told as added", () => {
    const here = listOf(V4);
    restart(here);
    expect<string>(list()).toBe("");
    const lines = addresses(2, [V4]);
    expect<string>(values(only(lines, `log ${Code.ListRestored} 5`), "value")).toBe("1");
    expect<string>(values(only(lines, "event 0"), "to")).toBe("refreshing");
    expect<string>(list()).toBe("192.0.2.10");
    expect<string>(stale()).toBe("true");
    expect<i32>(kept()).toBe(0);
  });

  it("stays on the shelf for another network, another family, another device", () => {
    const here = listOf(V4);
    restart(here);
    addresses(2, [OTHER]);
    expect<string>(list()).toBe("");
    restart(here.replace("00 06", "01 06"));
    addresses(2, [V4]);
    expect<string>(list()).toBe("");
    restart(here.replace("0465746831", "0465746832"));
    addresses(2, [V4]);
    expect<string>(list()).toBe("");
    expect<i32>(kept()).toBe(1);
  });

  it("stays there for a name that is not trusted and for a method that is not wanted, until that changes", () => {
    const here = listOf(V4);
    const section = "interface wan\ndevice eth1\nmethods snaptr dhcp\n";
    restart(here, "trusted-names *.example\n" + section);
    addresses(2, [V4]);
    expect<string>(list()).toBe("");
    config("interface wan\ndevice eth1\nmethods dnssd dhcp\n");
    expect<string>(list()).toBe("");
    expect<i32>(kept()).toBe(1);
    config(section);
    expect<string>(list()).toBe("192.0.2.10");
  });

  it("that a lease gave needs a lease", () => {
    const here = listOf(V4).replace("00 06 01", "00 04 00");
    restart(here);
    addresses(2, [V4]);
    expect<string>(list()).toBe("");
    const lines = lease4("opt213=03697370047465737400");
    expect<string>(values(only(lines, `log ${Code.ListRestored} 5`), "value")).toBe("1");
  });

  it("is withdrawn after seven days without confirmation, counted from the start", () => {
    const here = listOf(V4);
    restart(here);
    pass(3 * DAY_MS);
    addresses(2, [V4]);
    expect<string>(list()).toBe("192.0.2.10");
    pass(4 * DAY_MS - 1);
    expect<string>(list()).toBe("192.0.2.10");
    pass(1);
    expect<string>(list()).toBe("");
  });

  it("does not return when it is too old", () => {
    const here = listOf(V4);
    restart(here);
    pass(7 * DAY_MS);
    addresses(2, [V4]);
    expect<string>(list()).toBe("");
    expect<i32>(kept()).toBe(0);
  });
});

describe("a list of a network that goes", () => {
  beforeEach(() => {
    restart("", "");
    addresses(2, [V4]);
    lease4("opt148=c000020a", "serverid=192.0.2.1");
  });

  it("goes on the shelf with what tells its network, once", () => {
    for (let i = 0; i < 3; i++) {
      link(2, "eth1", LinkState.Down);
      expect<i32>(kept()).toBe(1);
      expect<string>(list()).toBe("");
      link(2, "eth1", LinkState.Up);
      expect<i32>(kept()).toBe(0);
      expect<string>(list()).toBe("192.0.2.10 192.0.2.10 192.0.2.10");
      expect<string>(stale()).toBe("true true true");
      pass(11_000);
    }
  });

  it("is known by its lease while that is given up, and by its last address", () => {
    spool("wan.inet", "client=udhcpc\nevent=deconfig\ndevice=eth1\n");
    expect<i32>(kept()).toBe(1);
    expect<string>(list()).toBe("");
    lease4("opt148=c000020a", "serverid=192.0.2.1");
    expect<i32>(kept()).toBe(0);
    addresses(2, []);
    expect<i32>(kept()).toBe(1);
  });

  it("keeps its end: a flap does not make it younger", () => {
    const here = listHere();
    restart(here);
    pass(DAY_MS);
    addresses(2, [V4]);
    link(2, "eth1", LinkState.Down);
    expect<i64>(keptAt(MAX_CELLS).endMs).toBe(clockMs + 6 * DAY_MS);
    link(2, "eth1", LinkState.Up);
    pass(6 * DAY_MS);
    expect<string>(list()).toBe("");
  });

  it("takes the place of the oldest where there is no other", () => {
    for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
      cellAt(cell).published = Method.Dhcp;
      keptAt(cell).endMs = clockMs + DAY_MS + cell;
    }
    link(2, "eth1", LinkState.Down);
    expect<i32>(kept()).toBe(MAX_KEPT);
    expect<i64>(keptAt(MAX_CELLS).endMs).toBe(clockMs + 7 * DAY_MS);
  });

  it("takes the room of the oldest where there is none", () => {
    cellAt(MAX_CELLS).published = Method.Dhcp;
    keptAt(MAX_CELLS).endMs = clockMs + DAY_MS;
    for (let i = 0; i < MAX_KEPT_ENDPOINTS; i++) keepEndpoint(MAX_CELLS, NO_ADDRESS, 1, 0, 0, 0);
    link(2, "eth1", LinkState.Down);
    expect<i32>(kept()).toBe(1);
    expect<i32>(countIn(MAX_CELLS, List.Published)).toBe(1);
  });

  it("of another device is another list, though the domain is the same", () => {
    const here = listHere();
    restart(here + here.replace("0465746831", "0465746832"), "methods snaptr\n");
    lease4("opt213=03697370047465737400");
    addresses(2, [V4]);
    link(2, "eth1", LinkState.Down);
    expect<i32>(kept()).toBe(2);
  });
});
