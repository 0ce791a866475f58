package city.zhanqiao.notices.notice;

import java.time.Instant;

/** What the public sees of a notice. */
sealed interface Face {

    /** What the state is called in the API and in the database. */
    State state();

    /** Of what is or was public: 1, and one more with each update; 0 before the first. */
    int edition();

    /** The states. */
    enum State {
        UNPUBLISHED,
        PUBLISHED,
        WITHDRAWN,
        EXPIRED
    }

    /** Nothing yet. */
    record Unpublished() implements Face {
        @Override
        public State state() {
            return State.UNPUBLISHED;
        }

        @Override
        public int edition() {
            return 0;
        }
    }

    /**
     * 已发布.
     *
     * @param edition 1, and one more with each update
     */
    record Published(int edition, Content content, Instant at) implements Face {
        @Override
        public State state() {
            return State.PUBLISHED;
        }

        Withdrawn withdraw(String reason, Instant when) {
            return new Withdrawn(edition, content, when, reason);
        }

        Expired expire(Instant when) {
            return new Expired(edition, content, when);
        }
    }

    /** 已撤回: it is still shown to who has the address, as withdrawn and why. */
    record Withdrawn(int edition, Content content, Instant at, String reason) implements Face {
        @Override
        public State state() {
            return State.WITHDRAWN;
        }
    }

    /** 已过期. */
    record Expired(int edition, Content content, Instant at) implements Face {
        @Override
        public State state() {
            return State.EXPIRED;
        }
    }
}
