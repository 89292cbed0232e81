// What providers may tell of their DOTS servers, and what has to be published of each:
// written down here from RFC 8973 and the drafts, not by the program's own decoder.

import type { Family } from "../router.ts";
import { wireAddresses, wireName } from "../option-values.ts";
import type { OptionValue } from "../option-values.ts";

/** The servers that have to be published: every address on every channel, all with one identity. */
export interface Publication {
  /** Null: each server proves its own address. */
  readonly name: string | null;
  /** None: the name is to be resolved, and waits here, where there is no resolver. */
  readonly addresses: readonly string[];
}

export interface Form {
  readonly title: string;
  readonly name: OptionValue;
  readonly addresses: OptionValue;
  /** Null: nothing. */
  readonly publishes: Publication | null;
  /** What is sent behind the options, in place of their end. */
  readonly tail?: Buffer;
  /** Only a server that sends whatever it is told can do this. */
  readonly isCrafted?: boolean;
}

export const RFC = "RFC 8973";
export const LISTS = "lists of the drafts";
export const SEVERAL = "several instances";
export const SPLIT = "256 octets, RFC 3396";
export const LARGE = "400 octets";
export const LARGE6 = "1,120 octets";
export const PRINTABLE = "octets like text";
export const EMPTY = "empty";
export const MALFORMED = "malformed";
export const HOSTILE = "hostile";
export const INTERLEAVED = "interleaved parts, RFC 3396";
export const POINTER = "compression pointer";
export const PLAIN_TEXT = "name as plain text";
export const TRUNCATED = "option past the end";

/** The name that most forms have. */
export const DOTS = "dots.isp.test";
const NAME = { name: DOTS };
const WIRE_NAME = wireName("dots", "isp", "test");
const CUT_NAME = WIRE_NAME.subarray(0, -1);
/** What a shell would run, a line of its own for the spool file, and an end of a quotation. */
const HOSTILE_NAME = wireName("$(touch PWNED)", "`touch PWNED`\nopt148=0a010101", "';touch PWNED;'");
/** Lengths and octets are all letters: a client may take it for text. */
const LONG_LABELS = ["a", "b"].map((letter) => letter.repeat(48));
const LONG_NAME = LONG_LABELS.join(".");
const NOTHING = { octets: Buffer.alloc(0) };
/** No more addresses of one option are taken (`MAX_OPTION_ADDRESSES`). */
const MOST = 64;

const count = (total: number, address: (n: number) => string) =>
  Array.from({ length: total }, (_, index) => address(index + 1));

/** Whoever sends it has to cut it where an option may not be as long (RFC 3396). */
function long(title: string, addresses: readonly string[]): Form {
  const octets = wireAddresses(...addresses);
  return {
    title,
    name: NAME,
    addresses: { addresses, octets },
    publishes: { name: DOTS, addresses: addresses.slice(0, MOST) },
  };
}

/** A name that is none: the addresses stand alone then (RFC 8973 §5.1.3). */
function badName(title: string, name: Buffer, address: string): Form {
  const publishes = { name: null, addresses: [address] };
  return { title, isCrafted: true, name: { octets: name }, addresses: { addresses: [address] }, publishes };
}

/**
 * The forms of a family. `x` is an address of the family, told by two numbers. Neighbours never publish the same,
 * so that each has to change the list.
 */
function common(x: (form: number, n: number) => string, several: Form, odd: number): readonly Form[] {
  const two = [x(1, 1), x(1, 2)];
  return [
    { title: RFC, name: NAME, addresses: { addresses: two }, publishes: { name: DOTS, addresses: two } },
    { title: EMPTY, name: NOTHING, addresses: NOTHING, publishes: null },
    several,
    {
      title: MALFORMED,
      name: { octets: CUT_NAME },
      addresses: { octets: Buffer.concat([wireAddresses(x(3, 1)), Buffer.alloc(odd, 10)]) },
      publishes: null,
    },
    badName(POINTER, Buffer.from([...WIRE_NAME.subarray(0, 5), 0xc0, 0]), x(4, 1)),
  ];
}

const x4 = (form: number, n: number) => `10.9.${form}.${n}`;
const x6 = (form: number, n: number) => `fd0f:${form}::${n.toString(16)}`;

function hostile(...addresses: string[]): Form {
  return { title: HOSTILE, name: { octets: HOSTILE_NAME }, addresses: { addresses }, publishes: null };
}

function printable(address: string): Form {
  const publishes = { name: LONG_NAME, addresses: [address] };
  return {
    title: PRINTABLE,
    name: { octets: wireName(...LONG_LABELS) },
    addresses: { addresses: [address] },
    publishes,
  };
}

const LISTED = [x4(5, 1), x4(5, 2), x4(5, 3)] as const;

const INET: readonly Form[] = [
  ...common(
    x4,
    {
      title: SEVERAL,
      name: NAME,
      addresses: { instances: [wireAddresses(x4(2, 1)), wireAddresses(x4(2, 2))] },
      // One option in two parts (RFC 3396 §7).
      publishes: { name: DOTS, addresses: [x4(2, 1), x4(2, 2)] },
    },
    2,
  ),
  hostile("127.0.0.1", "224.0.0.1", "255.255.255.255"),
  {
    title: LISTS,
    name: NAME,
    addresses: {
      octets: Buffer.concat([
        Buffer.of(8),
        wireAddresses(LISTED[0], LISTED[1]),
        Buffer.of(4),
        wireAddresses(LISTED[2]),
      ]),
    },
    publishes: { name: DOTS, addresses: LISTED },
  },
  badName(PLAIN_TEXT, Buffer.from(DOTS), x4(6, 1)),
  {
    title: INTERLEAVED,
    isCrafted: true,
    name: { instances: [WIRE_NAME.subarray(0, 7), WIRE_NAME.subarray(7)] },
    addresses: {
      instances: [wireAddresses(x4(7, 1), x4(7, 2)).subarray(0, 5), wireAddresses(x4(7, 1), x4(7, 2)).subarray(5)],
    },
    publishes: { name: DOTS, addresses: [x4(7, 1), x4(7, 2)] },
  },
  printable("64.65.66.67"),
  long(
    SPLIT,
    count(MOST, (n) => x4(8, n)),
  ),
  {
    title: TRUNCATED,
    isCrafted: true,
    name: { instances: [] },
    addresses: { addresses: [x4(9, 1)] },
    // Option 147 of 255 octets, of which six come: a whole name, since what a client has in memory behind it is chance.
    tail: Buffer.from([147, 255, 4, ...Buffer.from("dots"), 0]),
    publishes: { name: null, addresses: [x4(9, 1)] },
  },
  long(
    LARGE,
    count(100, (n) => x4(10, n)),
  ),
];

const INET6: readonly Form[] = [
  ...common(
    x6,
    {
      title: SEVERAL,
      name: NAME,
      addresses: { instances: [wireAddresses(x6(2, 1)), wireAddresses(x6(2, 2))] },
      // The first alone (RFC 8973 §5.1.3).
      publishes: { name: DOTS, addresses: [x6(2, 1)] },
    },
    3,
  ),
  hostile("::1", "ff02::1", "::"),
  printable("4041:4243:4445:4647::4849"),
  long(
    "640 octets",
    count(40, (n) => x6(8, n)),
  ),
  long(
    LARGE6,
    count(70, (n) => x6(10, n)),
  ),
];

export const FORMS: Readonly<Record<Family, readonly Form[]>> = { inet: INET, inet6: INET6 };
