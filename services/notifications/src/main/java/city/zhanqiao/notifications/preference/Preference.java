package city.zhanqiao.notifications.preference;

import city.zhanqiao.notifications.template.Kind;

import java.util.Map;
import java.util.Optional;

/**
 * What one resident chose.
 *
 * @param version 1 until something is chosen
 * @param choices by kind and channel; what is not said is as usual
 * @param quiet empty for none
 * @param digest local notices ring once a day instead of each time
 */
public record Preference(
        long version,
        Map<Kind, Map<Channel, Boolean>> choices,
        Optional<QuietHours> quiet,
        boolean digest) {

    /**
     * Whether messages of a kind go through a channel. Danger goes through all of them. Text
     * messages are for those who ask for them and, instead of pushes, for 长辈模式.
     */
    public boolean wants(Kind kind, Channel channel, boolean elderMode) {
        if (kind == Kind.EMERGENCY) {
            return true;
        }
        return Optional.ofNullable(choices.get(kind))
                .flatMap(own -> Optional.ofNullable(own.get(channel)))
                .orElse(usual(channel, elderMode));
    }

    private static boolean usual(Channel channel, boolean elderMode) {
        return switch (channel) {
            case PUSH -> true;
            case SMS -> elderMode;
        };
    }
}
