package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an office's inbox is shown. */
final class InboxViews {

    private final Inbox inbox;
    private final Items items;
    private final CaseClock clocks;

    InboxViews(Inbox inbox, Items items, CaseClock clocks) {
        this.inbox = inbox;
        this.items = items;
        this.clocks = clocks;
    }

    Mono<InboxPage> inbox(
            Caller.Staff staff, Inbox.Wanted wanted, Paging paging, Language language) {
        return inbox.list(staff, wanted, paging.cursor().map(at -> at.uuid(0)), paging.limit())
                .map(found ->
                        new InboxPage(
                                found.cases().stream().map(it -> toLine(it, language)).toList(),
                                found.next().map(id -> Cursor.of(id.value()))));
    }

    private InboxLine toLine(Application it, Language language) {
        Facts facts = it.facts();
        ItemDefinition.Text title = items.pinned(facts.item(), facts.itemVersion()).title();
        return new InboxLine(
                facts.id(),
                facts.version().number(),
                it.state(),
                facts.item(),
                language == Language.EN ? title.en() : title.zh(),
                facts.channel(),
                facts.division(),
                facts.department(),
                it.receipt().map(Receipt::intakeDistrict),
                it.receipt().map(Receipt::number),
                it.receipt().map(Receipt::at),
                clocks.due(it),
                it.officers().claim().map(Officers.Claim::by),
                it.promiseIsOpen());
    }

    /**
     * A page of the inbox. With {@code q} it may hold fewer cases than were asked for; {@code next}
     * alone says whether more follow.
     */
    record InboxPage(List<InboxLine> items, Optional<Cursor> next) {}

    /**
     * A case before the office.
     *
     * @param department who handles it
     * @param intakeDistrict where it was handed in
     * @param claimedBy who has taken it from the common inbox
     * @param conditional whether promised papers are still to come (容缺)
     */
    record InboxLine(
            ApplicationId id,
            long version,
            State state,
            String item,
            String title,
            Channel channel,
            DivisionCode division,
            DepartmentCode department,
            Optional<DivisionCode> intakeDistrict,
            Optional<String> receiptNumber,
            Optional<Instant> submittedAt,
            Optional<CaseClock.Due> due,
            Optional<StaffId> claimedBy,
            boolean conditional) {}
}
