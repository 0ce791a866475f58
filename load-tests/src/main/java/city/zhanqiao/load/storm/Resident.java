package city.zhanqiao.load.storm;

import city.zhanqiao.load.storm.Caller.Answer;

import java.time.Instant;
import java.util.Random;

/** Wants a place and does not give up until told yes or no. */
record Resident(
        String name,
        String token,
        String hall,
        Instant startsAt,
        Caller caller,
        Runnable held,
        Random random) {

    Story live() {
        Answer hold =
                caller.insist(
                        token,
                        "/api/v1/bookings",
                        name + "-hold",
                        "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\"}"
                                .formatted(hall, startsAt),
                        random);
        if (hold.status() == 409 && hold.text("code").equals("SLOT_FULL")) {
            return new Story.TooLate(name);
        }
        if (hold.status() != 201) {
            return new Story.Odd(name, hold.toString());
        }
        held.run();
        Answer confirmed =
                caller.insist(
                        token,
                        "/api/v1/bookings/" + hold.text("id") + "/confirmation",
                        name + "-confirm",
                        "",
                        random);
        return confirmed.status() == 200
                ? new Story.Booked(name, confirmed.text("id"))
                : new Story.Odd(name, confirmed.toString());
    }
}
