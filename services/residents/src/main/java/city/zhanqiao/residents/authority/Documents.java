package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;

/** Says of which document in a request a refusal speaks. */
final class Documents {

    private Documents() {}

    static <T> Outcome<T, Refusal> at(
            String pointer, Outcome<T, city.zhanqiao.residents.profile.Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, city.zhanqiao.residents.profile.Refusal>(T found) ->
                    Outcome.done(found);
            case Outcome.Refused<T, city.zhanqiao.residents.profile.Refusal>(var why) ->
                    Outcome.refused(new Refusal.Unidentified(pointer, why));
        };
    }
}
