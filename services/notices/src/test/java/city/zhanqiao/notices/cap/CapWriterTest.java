package city.zhanqiao.notices.cap;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.reading.PublicNotice;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Whatever a notice says, its alert keeps every rule that alerts of others are refused for. */
class CapWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final List<Division> PLACES = List.copyOf(Divisions.ofQingdao().districts());

    private final CapWriter writer =
            new CapWriter("notices.qingdao.zhanqiao", "https://example.org");

    /** The seed is the number of the repetition. */
    @RepeatedTest(200)
    void keepsEveryRule(RepetitionInfo turn) throws Exception {
        Random random = new Random(turn.getCurrentRepetition());
        PublicNotice notice = anyNotice(random);
        List<Instant> earlier =
                IntStream.range(
                                0,
                                notice.withdrawn().isPresent()
                                        ? notice.edition()
                                        : notice.edition() - 1)
                        .mapToObj(edition -> NOW.minus(Duration.ofHours(9L - edition)))
                        .toList();
        Element alert = Element.read(writer.write(notice, earlier, NOW));

        assertThat(alert.namespace()).isEqualTo(CapGrammar.NAMESPACE);
        assertThat(CapGrammar.faults(alert)).isEmpty();
        assertThat(CapRules.faults(alert)).isEmpty();
        assertThat(alert.find("status"))
                .contains(notice.content().example() ? "Exercise" : "Actual");
        assertThat(alert.find("references").stream().flatMap(it -> List.of(it.split(" ")).stream()))
                .hasSameSizeAs(earlier);
        assertThat(alert.all("info").flatMap(info -> info.all("area")))
                .allSatisfy(area ->
                        assertThat(area.all("geocode").map(code -> code.find("valueName")))
                                .containsOnly(Optional.of("GB/T2260")));
    }

    private static PublicNotice anyNotice(Random random) {
        Optional<String> withdrawn =
                random.nextInt(4) == 0 ? Optional.of("误报 & 撤回") : Optional.empty();
        return new PublicNotice(
                new NoticeId(new UUID(random.nextLong(), random.nextLong())),
                1 + random.nextInt(4),
                anyContent(random),
                NOW.minusSeconds(60),
                NOW.minus(Duration.ofHours(9)),
                withdrawn,
                false);
    }

    private static Content anyContent(Random random) {
        Map<String, Content.Text> texts = new TreeMap<>();
        texts.put(Content.CHINESE, anyText(random));
        for (String language : List.of("zh-Hant", "en", "ko", "ja")) {
            if (random.nextBoolean()) {
                texts.put(language, anyText(random));
            }
        }
        Set<DivisionCode> places = Set.of(any(random, PLACES).code());
        return new Content(
                any(random, List.of(Content.Kind.values())),
                any(random, List.of(Content.Severity.values())),
                any(random, List.of(Content.Urgency.values())),
                any(random, List.of(Content.Certainty.values())),
                texts,
                new Content.Target(places, Set.of(), Set.of()),
                NOW.minusSeconds(random.nextInt(9000)),
                NOW.plusSeconds(60 + random.nextInt(90_000)),
                random.nextBoolean()
                        ? Optional.of(
                                new Content.Place(
                                        "某处",
                                        random.nextDouble() * 180 - 90,
                                        random.nextDouble() * 360 - 180))
                        : Optional.empty(),
                random.nextBoolean()
                        ? List.of(
                                new Content.Attachment(
                                        new UUID(1, random.nextLong()),
                                        "图 <1> & 2.pdf",
                                        "application/pdf",
                                        1 + random.nextInt(9_000),
                                        "0".repeat(64)))
                        : List.of(),
                random.nextInt(5) == 0);
    }

    /** Also what XML has no way to write, and what it writes in its own way. */
    private static Content.Text anyText(Random random) {
        StringBuilder words = new StringBuilder("停");
        List<String> parts =
                List.of("水", "<", "&amp;", "\"", "\u0001", "😀", "\n", "]]>", " ", "x");
        for (int part = 0; part < random.nextInt(60); part++) {
            words.append(any(random, parts));
        }
        String text = words.toString();
        return new Content.Text(
                text,
                text,
                "<p>" + text + "</p>",
                Optional.empty(),
                random.nextBoolean() ? Optional.of(text) : Optional.empty());
    }

    private static <T> T any(Random random, List<T> all) {
        return new ArrayList<>(all).get(random.nextInt(all.size()));
    }
}
