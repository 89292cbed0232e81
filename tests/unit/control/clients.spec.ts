import { MAX_CLIENTS } from "../../../assembly/abi";
import { clientAt, forgetClient, Reply, resetClients, watcherSet } from "../../../assembly/control/clients";

describe("control clients", () => {
  beforeEach(() => {
    resetClients();
  });

  it("are a set of those that watch", () => {
    expect<i32>(watcherSet()).toBe(0);
    clientAt(0).watches = true;
    clientAt(MAX_CLIENTS - 1).watches = true;
    expect<i32>(watcherSet()).toBe(1 | (1 << (MAX_CLIENTS - 1)));
  });

  it("are forgotten by their whole handle only", () => {
    for (let slot = 0; slot < MAX_CLIENTS; slot++) {
      const client = clientAt(slot);
      client.handle = <u16>(0x700 | slot);
      client.watches = true;
      client.reply = <u8>Reply.Peers;
    }
    forgetClient(0x603);
    forgetClient(0x7ff);
    forgetClient(3);
    expect<i32>(watcherSet()).toBe(255);
    forgetClient(0x703);
    expect<i32>(watcherSet()).toBe(0xf7);
    expect<i32>(clientAt(3).reply).toBe(Reply.None);
    expect<i32>(clientAt(4).reply).toBe(Reply.Peers);
    resetClients();
    expect<i32>(watcherSet()).toBe(0);
    expect<i32>(clientAt(4).reply).toBe(Reply.None);
  });
});
