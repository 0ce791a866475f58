package city.zhanqiao.web.production;

/**
 * A setting with which production does not start.
 *
 * @param setting its name, such as {@code zhanqiao.identity.staff.issuer}
 * @param reason a sentence that never repeats the value, which may be a secret
 */
record Unfit(String setting, String reason) {

    @Override
    public String toString() {
        return setting + ": " + reason;
    }
}
