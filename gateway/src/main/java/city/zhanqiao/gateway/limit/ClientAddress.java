package city.zhanqiao.gateway.limit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Where a request comes from. {@code X-Forwarded-For} is read from its right end and only as far as
 * trusted proxies wrote it; what stands to the left of the first address that is no trusted proxy
 * is whatever the caller likes. An IPv6 caller is its /64, of which everybody owns a whole one.
 */
@Component
class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(RateSettings settings) {
        this.trusted = settings.trustedProxies().stream().map(ClientAddress::toRule).toList();
    }

    /** A name for the address, the same for all requests from there. */
    String of(ServerHttpRequest request) {
        var peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null) {
            return "unknown";
        }
        var address = peer.getAddress();
        var forwarded = forwarded(request);
        for (int hop = forwarded.size() - 1; hop >= 0 && isTrusted(address); hop--) {
            var before = NetUtil.createInetAddressFromIpAddressString(forwarded.get(hop).strip());
            if (before == null) {
                break; // not an address: nobody we trust writes that
            }
            address = before;
        }
        return name(address);
    }

    private static List<String> forwarded(ServerHttpRequest request) {
        return request.getHeaders().getOrEmpty("X-Forwarded-For").stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .toList();
    }

    private boolean isTrusted(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    private static String name(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                : HexFormat.of().formatHex(bytes);
    }

    private static IpSubnetFilterRule toRule(String block) {
        int slash = block.indexOf('/');
        var address = slash < 0 ? block : block.substring(0, slash);
        int whole = address.contains(":") ? 128 : 32;
        return new IpSubnetFilterRule(
                address,
                slash < 0 ? whole : Integer.parseInt(block.substring(slash + 1)),
                IpFilterRuleType.ACCEPT);
    }
}
