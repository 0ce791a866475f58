package city.zhanqiao.data.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

class EventDocumentTest {

    private static final String MOVED = "city.zhanqiao.thing.moved.v1";

    private final EventDocument page =
            EventDocument.parse(
                    """
                    ## things
                    | type | subject |
                    |---|---|
                    | city.zhanqiao.thing.moved.v1 | the thing |

                    | field | kind | meaning |
                    |---|---|---|
                    | thingId | id | |
                    | at | time | |
                    | note? | number | |
                    """
                            .lines()
                            .toList());

    @Test
    void findsNothingWrongWithWhatWasPromised() {
        assertThat(
                        faults(
                                MOVED,
                                """
                                {"thingId": "0199f0a0-0000-7000-8000-000000000001",
                                 "at": "2026-11-02T09:00:00+08:00"}
                                """))
                .isEmpty();
    }

    @Test
    void findsEveryBrokenPromise() {
        assertThat(faults(MOVED, "{\"thingId\": \"x\", \"note\": \"text\", \"name\": \"某\"}"))
                .containsExactlyInAnyOrder(
                        MOVED + " has the unlisted field name",
                        MOVED + ": thingId is not of kind ID",
                        MOVED + ": at is missing",
                        MOVED + ": note is not of kind NUMBER");
        assertThat(faults("city.zhanqiao.thing.lost.v1", "{}"))
                .containsExactly("city.zhanqiao.thing.lost.v1 is not listed");
    }

    @Test
    void readsThePageOfTheProject() {
        assertThat(
                        EventDocument.read()
                                .faults(
                                        "city.zhanqiao.resident.deleted.v1",
                                        new JsonMapper().readTree("{\"residentId\":\"r-1\"}")))
                .isEmpty();
    }

    private List<String> faults(String type, String data) {
        return page.faults(type, new JsonMapper().readTree(data));
    }
}
