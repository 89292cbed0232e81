// The configuration of one search, in lines, and which word of the command line each
// of them came from.
import { networkInterfaces } from "node:os";
import { CommandError, ExitCode } from "./exit.ts";

export interface SearchText {
  readonly text: string;
  /** What a line of the text, from 1, says in the words of the command line. */
  wordOf(line: number): string;
}

interface Line {
  readonly text: string;
  readonly word: string;
}

export interface DnsSearch {
  readonly method: string;
  readonly domain: string;
  /** As the configuration writes them. */
  readonly resolvers: readonly string[];
  readonly families: readonly string[];
}

/** A search in the DNS, which knows no networks. */
export function dnsSearch({ method, domain, resolvers, families }: DnsSearch): SearchText {
  const asked = resolvers.join(" ");
  return fromLines([
    { text: `methods ${method}`, word: method },
    { text: `resolvers ${asked}`, word: resolvers.join(", ") },
    { text: `default-domain ${domain}`, word: domain },
    { text: `families ${families.join(" ")}`, word: "" },
  ]);
}

/**
 * A search by multicast DNS on one link.
 * @param name what the servers found have to prove
 */
export function linkSearch(name: string, interfaceName: string, families: readonly string[]): SearchText {
  return fromLines([
    { text: `families ${families.join(" ")}`, word: "" },
    { text: `interface ${interfaceName}`, word: interfaceName },
    { text: "methods mdns", word: "mdns" },
    { text: "server found", word: "" },
    { text: "method mdns", word: "mdns" },
    { text: `reference-identifier ${name}`, word: name },
  ]);
}

/** @throws CommandError if this machine has no such interface with an address */
export function checkInterface(name: string | undefined): string {
  if (name === undefined)
    throw new CommandError(ExitCode.Usage, "multicast DNS is asked on a link: name it with --interface NAME");
  if (networkInterfaces()[name] === undefined)
    throw new CommandError(ExitCode.Usage, `there is no interface "${name}" with an address`);
  return name;
}

function fromLines(lines: readonly Line[]): SearchText {
  return {
    text: lines.map(({ text }) => `${text}\n`).join(""),
    wordOf: (line) => lines[line - 1]?.word ?? "",
  };
}
