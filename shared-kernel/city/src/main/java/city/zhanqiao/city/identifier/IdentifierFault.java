package city.zhanqiao.city.identifier;

/**
 * Why a text is not an identifier of the wanted kind. A fault says where, never what was read, so
 * that it may be shown and logged.
 */
public sealed interface IdentifierFault {

    /** The text has another number of characters than the standard demands. */
    record WrongLength(int expected, int actual) implements IdentifierFault {}

    /**
     * A character that cannot stand at its place.
     *
     * @param position counted from 1
     */
    record WrongCharacter(int position) implements IdentifierFault {}

    /** The check character does not fit the rest: most likely mistyped. */
    record WrongCheckCharacter() implements IdentifierFault {}

    /** The digits of the birth date name no day of the calendar. */
    record ImpossibleDate() implements IdentifierFault {}

    /** Dotted parts are missing, too many or not the fixed ones. */
    record WrongShape() implements IdentifierFault {}
}
