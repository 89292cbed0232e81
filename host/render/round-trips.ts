// Which round trip a question, its answer or its failure belongs to: a question that
// an answer led to goes out one round trip after that answer's.

import { Code } from "../abi.gen.ts";
import { textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

interface Search {
  /** The round trip of the answer, or of the failure, that came last. */
  ended: number;
  questions: number;
  /** The round trip that each question was last asked in. */
  readonly asked: Map<string, number>;
}

const NOTHING: Particulars = {};

/** Counts the round trips of several searches from the records of the log. */
export class RoundTrips {
  private readonly searches = new Map<string, Search>();

  /**
   * Takes the next record of the log.
   * @param place tells the searches apart: a network and a family
   * @returns further particulars: `round_trip` of a question, an answer or a failure; `round_trips` and `questions`, what it cost, of
   *   what a method has found
   */
  take(place: string, code: number, particulars: Particulars): Particulars {
    if (code === Code.RunBegins) this.searches.delete(place);
    const search = this.searches.get(place) ?? { ended: 0, questions: 0, asked: new Map<string, number>() };
    const question = `${textOf(particulars, "name", "")} ${textOf(particulars, "type", "")}`;
    const asked = search.asked.get(question);
    switch (code) {
      case Code.QuestionAsked: {
        const trip = (asked ?? search.ended) + 1;
        search.questions++;
        search.asked.set(question, trip);
        this.searches.set(place, search);
        return { round_trip: trip };
      }
      case Code.AnswerReceived:
      case Code.TryFailed:
        if (asked === undefined) return NOTHING;
        search.ended = asked;
        return { round_trip: asked };
      case Code.MethodFound:
      case Code.MethodEmpty:
        this.searches.delete(place);
        if (search.questions === 0) return NOTHING;
        return { round_trips: Math.max(...search.asked.values()), questions: search.questions };
      default:
        return NOTHING;
    }
  }
}
