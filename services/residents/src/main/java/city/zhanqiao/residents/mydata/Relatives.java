package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.mydata.DataRequests.Relative;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Identify;

import reactor.core.publisher.Mono;

import java.util.Optional;

/** Lets near relatives of somebody who has died have a copy, at a window. */
final class Relatives {

    private final Identify identify;
    private final Ask ask;

    Relatives(Identify identify, Ask ask) {
        this.identify = identify;
        this.ask = ask;
    }

    /** The deceased may never have logged in; other services may hold cases all the same. */
    Mono<Outcome<DataRequest, Refusal>> ask(
            Caller.Staff clerk, Document deceased, Document relative, Proof proof) {
        return find(deceased, "/deceased", clerk)
                .flatMap(
                        Outcomes.then(dead ->
                                find(relative, "/relative", clerk)
                                        .flatMap(
                                                Outcomes.then(person ->
                                                        ask.exportForRelative(
                                                                clerk,
                                                                dead,
                                                                new Relative(
                                                                        person,
                                                                        Optional.of(proof)))))));
    }

    private Mono<Outcome<ResidentId, Refusal>> find(
            Document document, String at, Caller.Staff clerk) {
        return identify.within(document, clerk).map(found -> at(at, found));
    }

    private static <T> Outcome<T, Refusal> at(
            String pointer, Outcome<T, city.zhanqiao.residents.profile.Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, city.zhanqiao.residents.profile.Refusal>(T found) ->
                    Outcome.done(found);
            case Outcome.Refused<T, city.zhanqiao.residents.profile.Refusal>(var why) ->
                    Outcome.refused(new Refusal.Unidentified(pointer, why));
        };
    }
}
