package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.Outcome;

/** Says that a refusal of the file is about the value to correct. */
final class BadValues {

    private BadValues() {}

    static <T> Outcome<T, Refusal> of(Outcome<T, city.zhanqiao.residents.profile.Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, city.zhanqiao.residents.profile.Refusal>(T good) ->
                    Outcome.done(good);
            case Outcome.Refused<T, city.zhanqiao.residents.profile.Refusal>(var why) ->
                    Outcome.refused(new Refusal.BadValue(why));
        };
    }
}
