package city.zhanqiao.notifications.live;

import city.zhanqiao.notifications.inbox.InboxChanges.Told;

import java.util.List;

/** Why somebody who listens should look up. */
sealed interface Ring {

    /** Something may have changed: look into the database. */
    record Look() implements Ring {}

    /**
     * All broadcasts between two places, already looked up; whoever stands elsewhere looks for
     * themselves.
     *
     * @param told those that concern this resident
     */
    record Town(long since, long head, List<Told> told) implements Ring {
        public Town {
            told = List.copyOf(told);
        }
    }
}
