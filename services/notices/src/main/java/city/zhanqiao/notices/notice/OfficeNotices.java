package city.zhanqiao.notices.notice;

import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Mono;

/** The notices of a publisher's places, for the features around the desk. */
public final class OfficeNotices {

    private final Desk desk;

    OfficeNotices(Desk desk) {
        this.desk = desk;
    }

    /**
     * The newest words of a notice, drafts included; {@code NOTICE_NOT_FOUND} for one of other
     * places.
     */
    public Mono<Content> get(Caller.Staff staff, NoticeId id) {
        return desk.find(staff, id)
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .map(notice -> Desk.contentOf(notice).orElseThrow());
    }
}
