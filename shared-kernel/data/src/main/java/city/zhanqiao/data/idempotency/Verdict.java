package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.problem.ProblemException;

/** What one of many acts is told. */
public sealed interface Verdict<T, R> {

    /** Done or refused, now or before. */
    record Answered<T, R>(Outcome<T, R> outcome) implements Verdict<T, R> {}

    /** Its key forbids an answer: used for something else, or its twin is running. */
    record Unanswered<T, R>(ProblemException problem) implements Verdict<T, R> {}

    /** Never done before; told only to who asks without doing. */
    record Unknown<T, R>() implements Verdict<T, R> {}
}
