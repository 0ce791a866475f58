package city.zhanqiao.notices.notice;

import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;

/** The next edition of a notice, on its way to the public. */
sealed interface Proposal {

    Content content();

    /** Who wrote it last; whoever that is does not publish it. */
    StaffId writer();

    /** What the state is called in the API and in the database. */
    Stage stage();

    /** The stages, in order. */
    enum Stage {
        DRAFT,
        IN_REVIEW,
        SCHEDULED
    }

    /** 草稿. */
    record Draft(Content content, StaffId writer) implements Proposal {
        @Override
        public Stage stage() {
            return Stage.DRAFT;
        }

        InReview handIn() {
            return new InReview(content, writer);
        }
    }

    /** 待审: it waits for a second pair of eyes. */
    record InReview(Content content, StaffId writer) implements Proposal {
        @Override
        public Stage stage() {
            return Stage.IN_REVIEW;
        }

        Draft sendBack() {
            return new Draft(content, writer);
        }

        Scheduled schedule(StaffId approver, Instant at) {
            return new Scheduled(content, writer, approver, at);
        }
    }

    /** 待发布: approved, and published when its time comes. */
    record Scheduled(Content content, StaffId writer, StaffId approver, Instant at)
            implements Proposal {
        @Override
        public Stage stage() {
            return Stage.SCHEDULED;
        }

        Draft takeBack() {
            return new Draft(content, writer);
        }
    }
}
