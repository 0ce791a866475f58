package city.zhanqiao.notices.reading;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.SearchWords;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import java.util.List;
import java.util.Optional;

/**
 * Which of the current notices are wanted.
 *
 * @param division in this place: for all around it and for all within it
 * @param words normal form, see {@link SearchWords}
 */
public record Query(
        Optional<DivisionCode> division,
        Optional<String> topic,
        Optional<Content.Kind> kind,
        Optional<String> words,
        Optional<Cursor> cursor,
        int limit) {

    private static final int LONGEST_WORDS = 60;

    /** Reads what was asked; an unknown place is told as {@code DIVISION_NOT_FOUND}. */
    static Query of(
            Optional<String> division,
            Optional<String> topic,
            Optional<Content.Kind> kind,
            Optional<String> q,
            Paging paging) {
        return new Query(
                division.map(Query::place),
                topic,
                kind,
                q.map(SearchWords::normal)
                        .filter(words -> !words.isEmpty())
                        .map(words -> words.substring(0, Math.min(words.length(), LONGEST_WORDS))),
                paging.cursor(),
                paging.limit());
    }

    /** The newest of a place, for feeds. */
    public static Query newest(Optional<String> division, int limit) {
        return new Query(
                division.map(Query::place),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    /** The place and everything above it. */
    List<String> placeAndAbove() {
        return division.map(code ->
                        Divisions.ofQingdao().pathTo(code).stream()
                                .map(Division::code)
                                .map(DivisionCode::value)
                                .toList())
                .orElse(List.of());
    }

    private static DivisionCode place(String code) {
        try {
            DivisionCode place = new DivisionCode(code);
            return Divisions.ofQingdao()
                    .find(place)
                    .map(Division::code)
                    .orElseThrow(Query::notFound);
        } catch (IllegalArgumentException malformed) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(NoticesProblem.DIVISION_NOT_FOUND);
    }
}
