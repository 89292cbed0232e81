// What an emulation tells while it runs, in the order in which it happens.
import type { Fault } from "../fault.ts";
import type { Family } from "./scenario.ts";

export type Notice =
  /** A log record of the core. */
  | { kind: "log"; timeMs: number; level: number; code: number; particulars: string }
  /** An event of the core, as a watching client gets it. */
  | { kind: "event"; timeMs: number; line: string }
  /** A line of a reply to a control request of the scenario. */
  | { kind: "reply"; timeMs: number; line: string }
  /** The core refused an input. */
  | { kind: "refused"; timeMs: number; fault: Fault }
  /** A DHCP message on the virtual network. */
  | {
      kind: "packet";
      timeMs: number;
      interface: string;
      family: Family;
      provider: string;
      from: "client" | "provider";
      message: string;
      text: string;
      octets: Uint8Array;
    }
  /** A client's hook wrote its file. */
  | {
      kind: "spool";
      timeMs: number;
      interface: string;
      family: Family;
      file: string;
      client: string;
      event: string;
      text: string;
    }
  /** A record was written to the store. */
  | { kind: "store"; timeMs: number; slot: number; octets: Uint8Array }
  /** An event of the scenario. */
  | { kind: "step"; timeMs: number; interface: string; text: string };

export type Observer = (notice: Notice) => void;
