package city.zhanqiao.residents.place;

import city.zhanqiao.city.division.DivisionCode;

/**
 * A place that matters to a resident.
 *
 * @param division street or community; a home may also be known by its district only
 */
record Place(Kind kind, DivisionCode division) {

    /** Why it matters. */
    enum Kind {
        /** The resident's own home, the same as in the profile. */
        HOME,
        /** 父母家. */
        PARENTS,
        WORK,
        OTHER
    }

    boolean isHome() {
        return kind == Kind.HOME;
    }
}
