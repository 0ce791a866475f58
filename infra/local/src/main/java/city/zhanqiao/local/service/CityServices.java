package city.zhanqiao.local.service;

import city.zhanqiao.applications.ApplicationsApplication;
import city.zhanqiao.appointments.AppointmentsApplication;
import city.zhanqiao.gateway.GatewayApplication;
import city.zhanqiao.notices.NoticesApplication;
import city.zhanqiao.notifications.NotificationsApplication;
import city.zhanqiao.pilots.PilotsApplication;
import city.zhanqiao.residents.ResidentsApplication;

import java.util.List;
import java.util.stream.Stream;

/** Which programs make the city, in the order in which they start; the gateway is the last. */
public final class CityServices {

    private CityServices() {}

    /** All of them. A new service is one line; its number is never given to another. */
    public static List<CityService> all() {
        return List.of(
                new CityService("applications", 1, ApplicationsApplication.class, true),
                new CityService("residents", 2, ResidentsApplication.class, true),
                new CityService("notifications", 3, NotificationsApplication.class, true),
                new CityService("pilots", 4, PilotsApplication.class, true),
                new CityService("appointments", 5, AppointmentsApplication.class, true),
                new CityService("notices", 6, NoticesApplication.class, true),
                new CityService("gateway", 0, GatewayApplication.class, false));
    }

    /** The names of those that have a database. */
    public static List<String> owners() {
        return all().stream().filter(CityService::database).map(CityService::name).toList();
    }

    /** The names of those that speak to each other with a token of their own. */
    public static Stream<String> clients() {
        return all().stream().map(CityService::name);
    }
}
