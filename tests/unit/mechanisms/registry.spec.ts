import { NO_DEADLINE } from "../../../assembly/abi";
import { addConfiguredDomain } from "../../../assembly/pools/configured-domains";
import { Code } from "../../../assembly/codes";
import { authorityWord, collect, endOf, identityHolder, mayStay, methodWord } from "../../../assembly/mechanisms/registry";
import { resetEndpoints } from "../../../assembly/pools/endpoints";
import { clearNames, setName } from "../../../assembly/names/table";
import { Holder, LEARNT_IDENTITIES, publishedHolder } from "../../../assembly/pools/holders";
import { leaseAt, LeaseState, resetLeases } from "../../../assembly/pools/leases";
import {
  addTrustedName,
  GENERAL_SECTION,
  limitTrust,
  Method,
  METHODS,
  resetConfiguration,
} from "../../../assembly/pools/settings";
import { obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { resetMdnsCache } from "../../../assembly/resolve/mdns-cache";
import { resetTimers, setTimer, Timer } from "../../../assembly/time/timers";
import { Word } from "../../../assembly/words.gen";
import { other, place, placed, placeOtherText } from "../support/octets";
import { addServer } from "../support/texts";

describe("mechanisms", () => {
  it("are asked by their own number", () => {
    resetEndpoints();
    resetLeases();
    resetTimers();
    resetConfiguration();
    resetPvds();
    leaseAt(6).state = <u8>LeaseState.Held;
    expect<i32>(collect(Method.Manual, 6)).toBe(Code.NothingConfigured);
    expect<i32>(collect(Method.Dhcp, 6)).toBe(Code.NoDotsOptions);
    addServer("router", 3).use = <u8>(Method.DefaultRouter - Method.Manual);
    expect<i32>(collect(Method.Anycast, 6)).toBe(Code.NothingConfigured);
    expect<i32>(collect(Method.Mdns, 6)).toBe(Code.NothingConfigured);
    expect<i32>(collect(Method.DefaultRouter, 6)).toBe(Code.NoRouter);
  });

  it("have a word each", () => {
    expect<i32>(methodWord(Method.Manual)).toBe(Word.Manual);
    expect<i32>(methodWord(Method.Anycast)).toBe(Word.Anycast);
    expect<i32>(methodWord(Method.Mdns)).toBe(Word.Mdns);
    expect<i32>(methodWord(Method.DefaultRouter)).toBe(Word.DefaultRouter);
    expect<i32>(methodWord(Method.Dhcp)).toBe(Word.Dhcp);
    expect<i32>(methodWord(Method.Snaptr)).toBe(Word.Snaptr);
  });

  it("say whose word their servers are, and how long it holds", () => {
    resetTimers();
    resetMdnsCache();
    setTimer(Timer.Lease, 6, 5000);
    expect<i32>(authorityWord(Method.Manual)).toBe(Word.Configured);
    expect<i32>(authorityWord(Method.Anycast)).toBe(Word.Configured);
    expect<i32>(authorityWord(Method.Mdns)).toBe(Word.Mdns);
    expect<i32>(authorityWord(Method.DefaultRouter)).toBe(Word.Dhcp);
    expect<i32>(authorityWord(Method.Dhcp)).toBe(Word.Dhcp);
    expect<i64>(endOf(Method.Dhcp, 6)).toBe(5000);
    expect<i64>(endOf(Method.DefaultRouter, 6)).toBe(5000);
    expect<i64>(endOf(Method.Manual, 6)).toBe(NO_DEADLINE);
    expect<i64>(endOf(Method.Mdns, 6)).toBe(NO_DEADLINE);
  });

  it("keep their identities apart", () => {
    expect<i32>(identityHolder(Method.Manual, 6, 3)).toBe(Holder.ServerName + 3);
    expect<i32>(identityHolder(Method.Anycast, 6, 3)).toBe(Holder.ServerName + 3);
    expect<i32>(identityHolder(Method.Mdns, 6, 2)).toBe(Holder.ServerName + 2);
    expect<i32>(identityHolder(Method.DefaultRouter, 7, 1)).toBe(Holder.ServerName + 1);
    expect<i32>(identityHolder(Method.Dhcp, 6, 3)).toBe(Holder.LeaseName + 6);
    expect<i32>(identityHolder(Method.Dhcp, 7, 0)).toBe(Holder.LeaseName + 7);
  });

  it("keep an anycast list while it is configured and the network is the only one (R-73)", () => {
    resetConfiguration();
    clearNames(0, 0xffff);
    resetPvds();
    const cell = obtainPvd(other, placeOtherText("eth1")) << 1;
    store<u16>(METHODS, 1 | (Method.Anycast << 8), 0, 1);
    addServer("anywhere", 3).use = <u8>(Method.Anycast - Method.Manual);
    place("0161 0474657374 00");
    setName(publishedHolder(cell, 0), placed, 8);
    setName(Holder.ServerName, placed, 8);
    expect<bool>(mayStay(Method.Anycast, cell)).toBe(true);
    obtainPvd(other, placeOtherText("wwan0"));
    expect<bool>(mayStay(Method.Anycast, cell)).toBe(false, "two networks");
    resetPvds();
    obtainPvd(other, placeOtherText("eth1"));
    place("0162 0474657374 00");
    setName(Holder.ServerName, placed, 8);
    expect<bool>(mayStay(Method.Anycast, cell)).toBe(false, "another identity");
  });

  it("lose what the administrator took away", () => {
    resetConfiguration();
    resetPvds();
    clearNames(0, 0xffff);
    expect<bool>(mayStay(Method.Dhcp, 6)).toBe(true);
    place("0161 0474657374 00");
    setName(publishedHolder(6, 0), placed, 8);
    expect<bool>(mayStay(Method.Manual, 6)).toBe(false, "servers that are configured no more");
    setName(Holder.TrustedName, placed, 8);
    addTrustedName();
    expect<bool>(mayStay(Method.Dhcp, 6)).toBe(true, "a trusted name");
    expect<bool>(mayStay(Method.Dhcp, 7)).toBe(false, "no name");
    place("0162 0474657374 00");
    setName(publishedHolder(6, 0), placed, 8);
    expect<bool>(mayStay(Method.Dhcp, 6)).toBe(false, "another name");
    resetConfiguration();
    expect<bool>(mayStay(Method.Dhcp, 6)).toBe(true);
    setName(publishedHolder(7, LEARNT_IDENTITIES), placed, 8);
    expect<bool>(mayStay(Method.Snaptr, 6)).toBe(true, "a domain that was learnt");
    expect<bool>(mayStay(Method.Snaptr, 7)).toBe(false, "a domain that is configured no more");
    setName(Holder.ConfiguredDomain, placed, 8);
    addConfiguredDomain(GENERAL_SECTION);
    expect<bool>(mayStay(Method.Snaptr, 7)).toBe(true, "a domain that is configured");
    limitTrust();
    expect<bool>(mayStay(Method.Snaptr, 6)).toBe(false, "a domain that was learnt and is not trusted any more");
    expect<bool>(mayStay(Method.Snaptr, 7)).toBe(true, "a configured one needs no trust");
    resetConfiguration();
    store<u8>(METHODS, 1);
    expect<bool>(mayStay(Method.Dhcp, 6)).toBe(false, "a method that is not to be used");
  });
});
