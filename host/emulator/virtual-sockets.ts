// Sockets that the core has on the virtual router: who they are on, and who watches.
import type { InputKind } from "../abi.gen.ts";
import { fromMapped } from "../addresses.ts";
import type { Description } from "./describe.ts";
import type { Observer } from "./observer.ts";
import type { Network } from "./scenario.ts";
import type { Tasks } from "./schedule.ts";

export abstract class VirtualSockets<Router, Facts> {
  protected readonly router: Router;
  protected readonly schedule: Tasks;
  protected readonly feed: (kind: InputKind, payload: Uint8Array) => void;
  protected readonly open = new Map<number, Facts>();
  private readonly observe: Observer;

  constructor(
    router: Router,
    schedule: Tasks,
    observe: Observer,
    feed: (kind: InputKind, payload: Uint8Array) => void,
  ) {
    this.router = router;
    this.schedule = schedule;
    this.observe = observe;
    this.feed = feed;
  }

  /** Sockets that the core has not closed. */
  get openCount(): number {
    return this.open.size;
  }

  close(socket: number): void {
    this.open.delete(socket);
  }

  /** A message goes by. @param address of the family that it is of, 16 octets */
  protected tell(
    from: "client" | "provider",
    network: Network | undefined,
    address: Uint8Array,
    octets: Uint8Array,
    description: Description,
  ): void {
    this.observe({
      kind: "packet",
      timeMs: this.schedule.now(),
      interface: network?.interface ?? "",
      family: fromMapped(address).length === 4 ? "inet" : "inet6",
      provider: network?.provider ?? "",
      from,
      ...description,
      octets,
    });
  }
}
