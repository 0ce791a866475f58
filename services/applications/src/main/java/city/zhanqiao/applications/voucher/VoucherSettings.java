package city.zhanqiao.applications.voucher;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;

/**
 * What the city may set about vouchers.
 *
 * @param publicAddress under which anybody reaches the gateway; printed on every voucher
 */
@ConfigurationProperties("zhanqiao.vouchers")
record VoucherSettings(@DefaultValue("http://localhost:8080") URI publicAddress) {}
