package city.zhanqiao.local.journey;

/** How the people of the demonstration come by their tokens. */
@FunctionalInterface
interface LogIn {

    /** A token that is valid for some minutes more. */
    String token(String name);
}
