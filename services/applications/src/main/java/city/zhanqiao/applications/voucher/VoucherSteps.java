package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseFollower;
import city.zhanqiao.applications.casework.CaseStep;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.city.identifier.ItemCode;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;

/** Gives a voucher with every step that the law wants in writing (行政许可法 §32, §38, §39). */
final class VoucherSteps implements CaseFollower {

    private static final int TYPE_DIGITS = 3;

    private final Vouchers vouchers;
    private final Items items;
    private final InstantSource clock;

    VoucherSteps(Vouchers vouchers, Items items, InstantSource clock) {
        this.vouchers = vouchers;
        this.items = items;
        this.clock = clock;
    }

    @Override
    public Mono<Void> after(Application moved, CaseStep step, Caller actor) {
        return Mono.justOrEmpty(kindOf(step)).flatMap(kind -> give(moved, kind));
    }

    private static Optional<Kind> kindOf(CaseStep step) {
        return switch (step) {
            case ACCEPT, ACCEPT_CONDITIONALLY, DEEM_ACCEPTED, START -> Optional.of(Kind.ACCEPTANCE);
            case REQUEST_CORRECTION -> Optional.of(Kind.CORRECTION);
            case NOT_ACCEPT -> Optional.of(Kind.NON_ACCEPTANCE);
            case APPROVE, REFUSE -> Optional.of(Kind.DECISION);
            case ISSUE -> Optional.of(Kind.RESULT);
            case COMPLETE, COMPLETE_IN_PART, CLOSE_WITHOUT_RESULT -> Optional.of(Kind.SUMMARY);
            default -> Optional.empty();
        };
    }

    private Mono<Void> give(Application it, Kind kind) {
        String receipt = it.receipt().map(Receipt::number).orElseThrow();
        return vouchers.add(
                new Voucher(
                        it.facts().id(),
                        kind,
                        kind == Kind.RESULT ? it.result().orElseThrow() : receipt,
                        VerificationCode.random(),
                        it.facts().item(),
                        it.facts().department(),
                        kind == Kind.RESULT ? Optional.of(licence(it, receipt)) : Optional.empty(),
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Type and issuer follow from the item, the serial number from the receipt: it exists once. */
    private LicenceIdentifier licence(Application it, String receipt) {
        ItemCode code =
                new ItemCode(
                        items.pinned(it.facts().item(), it.facts().itemVersion())
                                .implementationCode());
        String base = code.baseCode();
        return LicenceIdentifier.of(
                code.body().value() + base.substring(base.length() - TYPE_DIGITS),
                code.body(),
                receipt.replace("-", ""),
                1);
    }
}
