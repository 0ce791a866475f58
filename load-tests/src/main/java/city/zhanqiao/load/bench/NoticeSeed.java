package city.zhanqiao.load.bench;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.load.lab.Place;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Made-up notices, put straight into the tables; the longer a city has published, the fewer of all
 * are current. Of these most are for one street, some for a district, few for all.
 */
final class NoticeSeed {

    /** Words that notices are searched for. */
    static final List<String> WORDS =
            List.of(
                    "停水", "停电", "停气", "地铁", "封路", "暴雪", "疫苗", "招聘", "体检", "燃气检修", "交通管制", "马拉松",
                    "老年人", "加装电梯", "净滩");

    private static final String PHRASES =
            """
            CREATE TABLE phrase AS
            SELECT n, words,
                   (SELECT array_agg(DISTINCT substr(words, at, 2) ORDER BY substr(words, at, 2))
                      FROM generate_series(1, length(words) - 1) AS at) AS pairs
              FROM (VALUES %s) AS phrase (n, words)
            """;

    private static final String STREETS =
            "CREATE TABLE street AS SELECT * FROM (VALUES %s) AS street (n, code, district)";

    private static final String NOTICES =
            """
            INSERT INTO notice (state, edition, content, published_at, ended_at, kind, urgent,
                                divisions, places, valid_from, valid_until, words, pairs,
                                created_at, scope)
            SELECT CASE WHEN n %% %1$d = 0 THEN 'PUBLISHED' ELSE 'EXPIRED' END, 1,
                   jsonb_build_object(
                       'kind', kind, 'severity', 'MINOR', 'urgency', 'EXPECTED',
                       'certainty', 'LIKELY', 'attachments', '[]'::jsonb, 'example', false,
                       'validFrom', '2026-01-01T00:00:00Z', 'validUntil', '2036-01-01T00:00:00Z',
                       'target', jsonb_build_object('divisions', jsonb_build_array(code),
                                                    'topics', '[]'::jsonb, 'groups', '[]'::jsonb),
                       'texts', jsonb_build_object('zh-Hans', jsonb_build_object(
                           'title', words || '通知', 'summary', words,
                           'body', '<p>' || repeat(words || '。', 5) || '</p>'))),
                   at, CASE WHEN n %% %1$d <> 0 THEN at END, kind, n %% (1000 * %1$d) = 0,
                   ARRAY[code], ARRAY['370200', district, code], at, '2036-01-01', words, pairs,
                   at, ARRAY[code]
              FROM (SELECT number.n, phrase.words, phrase.pairs, street.district,
                           timestamptz '2026-01-01' + number.n * interval '1 second' AS at,
                           (ARRAY['OUTAGE', 'TRAFFIC', 'WEATHER', 'HEALTH', 'COMMUNITY_EVENT',
                                  'POLICY', 'RECRUITMENT'])[1 + number.n / %1$d %% 7] AS kind,
                           CASE number.n / %1$d %% 50 WHEN 0 THEN '370200' WHEN 1 THEN street.district
                                ELSE street.code END AS code
                      FROM generate_series(1, %2$d) AS number (n)
                      JOIN phrase ON phrase.n = number.n / %1$d %% (SELECT count(*) FROM phrase)
                      JOIN street ON street.n = number.n / 7 %% (SELECT count(*) FROM street)) AS made
            """;

    private static final String EDITIONS =
            """
            INSERT INTO notice_edition (notice, edition, content, writer, approver, published_at)
            SELECT id, 1, '{}', 's-writer', 's-approver', published_at FROM notice
            """;

    private static final String RESIDENTS =
            """
            INSERT INTO resident_interest
            SELECT 'resident-' || number.n, ARRAY['370200', street.district, street.code], '{}', '{}'
              FROM generate_series(0, %d) AS number (n)
              JOIN street ON street.n = number.n %% (SELECT count(*) FROM street)
            """;

    private NoticeSeed() {}

    /** Fills an empty place with so many notices, of which one in {@code every} is current. */
    static void sow(Place place, int notices, int every) {
        place.execute(PHRASES.formatted(phrases()));
        place.execute(STREETS.formatted(streets()));
        place.execute(NOTICES.formatted(every, notices));
        place.execute(EDITIONS);
        place.execute("UPDATE board SET version = version + 1");
        place.execute("VACUUM ANALYZE notice");
        place.execute("VACUUM ANALYZE notice_edition");
    }

    /** Residents with a home in one of the streets. */
    static void settle(Place place, int residents) {
        place.execute(RESIDENTS.formatted(residents - 1));
        place.execute("ANALYZE resident_interest");
    }

    static String anyPublic(Place place) {
        return place.texts("SELECT id FROM notice WHERE state = 'PUBLISHED' LIMIT 1").getFirst();
    }

    static List<Division> allStreets() {
        Divisions all = Divisions.ofQingdao();
        return all.districts().stream()
                .flatMap(district -> all.streetsOf(district.code()).stream())
                .toList();
    }

    private static String phrases() {
        return IntStream.range(0, WORDS.size() * 4)
                .mapToObj(n ->
                        "(%d, '%s区域%s安排第%d批居民须知')"
                                .formatted(
                                        n,
                                        WORDS.get(n % WORDS.size()),
                                        WORDS.get((n / 3 + 1) % WORDS.size()),
                                        n))
                .collect(Collectors.joining(", "));
    }

    private static String streets() {
        List<Division> all = allStreets();
        return IntStream.range(0, all.size())
                .mapToObj(n ->
                        "(%d, '%s', '%s')"
                                .formatted(
                                        n,
                                        all.get(n).code().value(),
                                        all.get(n).code().value().substring(0, 6)))
                .collect(Collectors.joining(", "));
    }
}
