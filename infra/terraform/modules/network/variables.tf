variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "cidr" {
  description = "Address range of the network, /16 to /20."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr)) && tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 20
    error_message = "The range must be IPv4 in CIDR form, from /16 to /20, to hold nine subnets."
  }
}

variable "zones" {
  description = "Three availability zones: one may fail, and two still agree."
  type        = list(string)

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3
    error_message = "Name three different availability zones."
  }
}

variable "nat_per_zone" {
  description = "One NAT gateway in each zone (a city) or one in all (small: an outage of its zone cuts off push and log-in, not residents)."
  type        = bool
}

variable "logs_key_arn" {
  description = "KMS key that seals the flow logs."
  type        = string
}

variable "log_retention_days" {
  description = "How long flow logs are kept."
  type        = number
}
