package city.zhanqiao.notices.cap;

/**
 * A rule of CAP 1.2 that an alert breaks.
 *
 * @param rule which rule
 * @param element where, as a path such as {@code info/area/polygon}
 */
record CapFault(Rule rule, String element) {

    /** The rules, each with the section of the standard it comes from. */
    enum Rule {
        /** XML 1.0. */
        WELL_FORMED,
        /** Not of the standard: an alert has no document type, so no entity is ever resolved. */
        NO_DOCTYPE,
        /** §3.1: the root is {@code alert} in the namespace of CAP 1.2. */
        CAP_1_2_ALERT,
        /** §3.4: elements that the schema does not know. */
        KNOWN_ELEMENT,
        /** §3.4: the schema is a sequence. */
        ELEMENT_ORDER,
        /** §3.4: what may stand once stands once. */
        ELEMENT_ONCE,
        /** §3.2: what is required is there and not empty. */
        REQUIRED,
        /** §3.2.1: no spaces, commas, {@code <} or {@code &} in identifier and sender. */
        NAME_CHARACTERS,
        /** §3.3.2: with seconds and a numeric offset, never {@code Z}. */
        DATE_FORM,
        /** §3.2: one of the listed words, in that spelling. */
        LISTED_VALUE,
        /** §3.2.1: {@code restriction} exactly when the scope is Restricted. */
        RESTRICTION,
        /** §3.2.1: {@code addresses} when the scope is Private. */
        ADDRESSES,
        /** §3.2.1: Update, Cancel, Ack and Error name the messages they are about. */
        REFERENCES,
        /** §3.2.1: each is {@code sender,identifier,sent}. */
        REFERENCE_FORM,
        /** §3.2.1: a message is not about itself. */
        REFERENCE_TO_ITSELF,
        /** §3.2.1: nor about what was not sent yet. */
        REFERENCE_TO_LATER,
        /** §3.2.2: all info blocks tell of one event, so category and event code are the same. */
        SAME_EVENT,
        /** §3.2.1: an Error says in {@code note} what is wrong. */
        ERROR_NOTE,
        /** §3.2.2: it expires after it takes effect and begins. */
        EXPIRY_AFTER_EFFECT,
        /** §3.2.2: a headline has at most 160 characters. */
        HEADLINE_LENGTH,
        /** RFC 3066. */
        LANGUAGE_FORM,
        /** §3.2.2, §3.2.3: absolute addresses. */
        URI_FORM,
        /** §3.2.4: at least four points. */
        POLYGON_POINTS,
        /** §3.2.4: the last point is the first. */
        POLYGON_CLOSED,
        /** §3.2.4: no side crosses another. */
        POLYGON_SIMPLE,
        /** §3.2.4: latitude, then longitude, WGS 84. */
        POINT_RANGE,
        /** §3.2.4: a point and a radius in kilometres. */
        CIRCLE_FORM,
        /** §3.2.4: no ceiling without an altitude. */
        CEILING_NEEDS_ALTITUDE,
        /** §3.2.4: nor one below it. */
        CEILING_ABOVE_ALTITUDE,
        /** §3.2.4: feet above mean sea level. */
        HEIGHT_FORM,
        /** §3.2.3: type and subtype (RFC 2046). */
        MIME_TYPE_FORM,
        /** §3.2.3: a SHA-1 in hexadecimal. */
        DIGEST_FORM,
        /** §3.2.3: base64. */
        DEREF_FORM,
        /** §3.2.3: a size is a whole number of bytes. */
        SIZE_FORM,
        /** The city's own: at least one area is a division by its GB/T 2260 code. */
        DIVISION_KNOWN,
        /** The city's own: one info block is in Chinese. */
        CHINESE_INFO,
        /**
         * The city's own: an end or an answer is no new notice; publishers act on it themselves.
         */
        ALERT_OR_UPDATE,
        /** The city's own: exercises and drafts of others do not become notices. */
        ACTUAL_PUBLIC
    }
}
