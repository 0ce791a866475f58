package city.zhanqiao.applications.casework;

import city.zhanqiao.city.division.DivisionCode;

import java.time.Instant;

/**
 * Proof that a case was handed in (收件凭证).
 *
 * @param number what the resident quotes
 * @param at when it was received, day or night
 * @param intakeDistrict where it was handed in
 */
public record Receipt(String number, Instant at, DivisionCode intakeDistrict) {}
