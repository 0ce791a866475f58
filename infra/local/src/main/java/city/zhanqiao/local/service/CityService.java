package city.zhanqiao.local.service;

/**
 * A program of the city.
 *
 * @param name its configuration, its database and its token carry this name
 * @param number where it stands in the row of ports; 0 is the gateway
 * @param application its Spring Boot application
 * @param database whether it has a database
 */
public record CityService(String name, int number, Class<?> application, boolean database) {}
