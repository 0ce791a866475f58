package city.zhanqiao.pilots.assessment;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.pilots.indicator.Indicators;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.web.print.PdfPrinter;

import com.openhtmltopdf.svgsupport.BatikSVGDrawer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of the assessments. */
@Configuration(proxyBeanMethods = false)
class AssessmentConfiguration {

    @Bean
    Gates gates() {
        return Gates.read();
    }

    @Bean
    Risks risks(DatabaseClient database, AuditLog audit, InstantSource clock) {
        return new Risks(database, audit, clock);
    }

    @Bean
    Assessments assessments(DatabaseClient database, JsonMapper json) {
        return new Assessments(database, json);
    }

    @Bean
    Assessing assessing(
            PilotDirectory pilots,
            Indicators indicators,
            Gates gates,
            Risks risks,
            Assessments assessments,
            AuditLog audit,
            InstantSource clock) {
        return new Assessing(pilots, indicators, gates, risks, assessments, audit, clock);
    }

    @Bean
    PdfPrinter reportPrinter() {
        return PdfPrinter.ofPagesWith(BatikSVGDrawer::new);
    }

    @Bean
    Reports reports(JsonMapper json, PdfPrinter reportPrinter) {
        return new Reports(json, reportPrinter);
    }
}
