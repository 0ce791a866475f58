package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.CaseFollower;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.web.print.PdfPrinter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans of the vouchers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VoucherSettings.class)
class VoucherConfiguration {

    @Bean
    Vouchers vouchers(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new Vouchers(database, cipher, clock);
    }

    @Bean
    CaseFollower voucherSteps(Vouchers vouchers, Items items, InstantSource clock) {
        return new VoucherSteps(vouchers, items, clock);
    }

    @Bean
    VoucherPage voucherPage(Items items, VoucherSettings settings) {
        return new VoucherPage(new VoucherText(items), settings.publicAddress());
    }

    @Bean
    CheckPage checkPage() {
        return new CheckPage();
    }

    @Bean
    PdfPrinter voucherPrinter() {
        return PdfPrinter.ofPages();
    }

    @Bean
    Prints prints(
            CaseAccess cases, Vouchers vouchers, VoucherPage page, PdfPrinter voucherPrinter) {
        return new Prints(cases, vouchers, page, voucherPrinter);
    }

    @Bean
    PersonalData voucherData(Vouchers vouchers) {
        return resident ->
                vouchers.listAbout(resident)
                        .collectList()
                        .map(found -> PersonalPart.of("vouchers", "凭证", "Vouchers", found));
    }
}
