package city.zhanqiao.city.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The access row of one operation: who may call it. An operation without a row is refused to
 * everybody and keeps its service from starting. The row is published in the API document as {@code
 * x-zhanqiao-access}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {

    /** Which kind of caller. */
    By value();

    /** Staff only: one of these roles is needed. Empty means that no member of staff may call. */
    Role[] roles() default {};

    /** Residents only: the real-name level needed to begin; an item may ask for more. */
    RealNameLevel level() default RealNameLevel.L1;

    /** Residents only: the level must have been reached within {@code 15} minutes. */
    boolean fresh() default false;

    /** Whose objects the caller reaches. */
    Reach reach() default Reach.OWN;

    /** The kinds of callers. */
    enum By {
        ANYONE,
        RESIDENT,
        STAFF,
        SERVICE
    }

    /** The objects a caller reaches; everything else looks as if it did not exist. */
    enum Reach {
        /** A resident's own file, or that of a person who gave authority. */
        OWN,
        /** Cases of the own department in the own district (the whole city for city staff). */
        DEPARTMENT_AND_DISTRICT,
        /** Everything the operation names. */
        ALL
    }
}
