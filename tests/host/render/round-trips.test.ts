import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../../host/abi.gen.ts";
import { RoundTrips } from "../../../host/render/round-trips.ts";

const A = { name: "a.test", type: 1 };
const NAPTR = { name: "a.test", type: 35 };
const SRV = { name: "b.test", type: 33 };

test("a question that an answer led to is one round trip later, whatever came in between", () => {
  const trips = new RoundTrips();
  const take = (code: number, particulars: object = {}, place = "wan inet") =>
    trips.take(place, code, { ...particulars });
  assert.deepEqual(take(Code.QuestionAsked, NAPTR), { round_trip: 1 });
  assert.deepEqual(take(Code.QuestionAsked, A), { round_trip: 1 });
  assert.deepEqual(take(Code.AnswerReceived, NAPTR), { round_trip: 1 });
  assert.deepEqual(take(Code.QuestionAsked, SRV), { round_trip: 2 });
  assert.deepEqual(take(Code.QuestionAsked, SRV, "wwan inet"), { round_trip: 1 }, "networks count for themselves");
  assert.deepEqual(take(Code.AnswerReceived, A), { round_trip: 1 });
  assert.deepEqual(take(Code.TryFailed, SRV), { round_trip: 2 });
  assert.deepEqual(take(Code.QuestionAsked, SRV), { round_trip: 3 }, "another try");
  assert.deepEqual(take(Code.RecordFollowed, SRV), {});
  assert.deepEqual(take(Code.MethodFound), { round_trips: 3, questions: 4 });
  assert.deepEqual(take(Code.MethodEmpty), {}, "the next method asked nothing");
});

test("a run begins anew, and an answer to an unknown question counts nothing", () => {
  const trips = new RoundTrips();
  trips.take("", Code.QuestionAsked, A);
  trips.take("", Code.AnswerReceived, A);
  assert.deepEqual(trips.take("", Code.RunBegins, {}), {});
  assert.deepEqual(trips.take("", Code.AnswerReceived, A), {});
  assert.deepEqual(trips.take("", Code.QuestionAsked, A), { round_trip: 1 });
});
