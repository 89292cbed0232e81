// What a new instance of the core has to be told after the one before was lost:
// the last input of each kind that describes a lasting state.

import { AddressesInput, InputKind, LinkInput, LinkState, SpoolInput } from "./abi.gen.ts";

export interface WorldInput {
  readonly kind: InputKind;
  readonly payload: Uint8Array;
}

const START_ORDER: readonly InputKind[] = [
  InputKind.Stored,
  InputKind.WallTime,
  InputKind.Config,
  InputKind.Link,
  InputKind.Addresses,
  InputKind.Spool,
];

export class World {
  private readonly inputs = new Map<string, WorldInput>();

  /** Keeps an input in mind if it describes a lasting state. */
  remember(kind: InputKind, payload: Uint8Array): void {
    const key = keyOf(kind, payload);
    if (key === null) return;
    if (isEnd(kind, payload)) this.inputs.delete(key);
    else this.inputs.set(key, { kind, payload });
  }

  /** Drops an input that the core cannot bear. */
  forget(kind: InputKind, payload: Uint8Array): void {
    const key = keyOf(kind, payload);
    if (key !== null) this.inputs.delete(key);
  }

  /** Everything to tell, in the order of a start. */
  all(): WorldInput[] {
    const inputs = [...this.inputs.values()];
    return START_ORDER.flatMap((kind) => inputs.filter((input) => input.kind === kind));
  }
}

function keyOf(kind: InputKind, payload: Uint8Array): string | null {
  switch (kind) {
    case InputKind.Config:
    case InputKind.WallTime:
      return String(kind);
    case InputKind.Addresses:
      return `${kind} ${payload.slice(AddressesInput.Ifindex, AddressesInput.Count).join()}`;
    case InputKind.Link:
      return `${kind} ${payload.slice(LinkInput.Ifindex, LinkInput.State).join()}`;
    case InputKind.Spool:
      return `${kind} ${payload.slice(SpoolInput.Name, spoolTextOffset(payload)).join()}`;
    case InputKind.Stored:
      return `${kind} ${payload[0]}`;
    default:
      return null;
  }
}

function isEnd(kind: InputKind, payload: Uint8Array): boolean {
  switch (kind) {
    case InputKind.Link:
      return payload[LinkInput.State] === LinkState.Gone;
    case InputKind.Addresses:
      return payload.length === AddressesInput.Entries;
    default:
      return kind === InputKind.Spool && payload.length === spoolTextOffset(payload);
  }
}

function spoolTextOffset(payload: Uint8Array): number {
  return SpoolInput.Name + (payload[SpoolInput.NameLength] ?? 0);
}
