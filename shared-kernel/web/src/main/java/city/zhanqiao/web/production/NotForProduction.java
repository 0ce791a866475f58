package city.zhanqiao.web.production;

import java.util.List;

/** The program is told to run in production with settings that belong elsewhere. */
final class NotForProduction extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotForProduction(List<Unfit> unfit) {
        super(
                "Production does not start with these settings:"
                        + unfit.stream()
                                .map(one -> "%n  - %s".formatted(one))
                                .reduce("", String::concat));
    }
}
