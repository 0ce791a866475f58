variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  description = "Public subnets, one in each zone."
  type        = list(string)
}

variable "port" {
  description = "Port of the gateway."
  type        = number
}

variable "management_port" {
  description = "Port on which the gateway tells whether it is ready."
  type        = number
}

variable "certificate_arn" {
  description = "Certificate of the city's address."
  type        = string

  validation {
    condition     = can(regex("^arn:aws(-cn)?:(acm|iam):", var.certificate_arn))
    error_message = "The certificate's ARN is needed: nothing is served without TLS."
  }
}

variable "logs_bucket" {
  type = string
}

variable "requests_per_address" {
  description = "Most requests of one address in five minutes; the gateway's own limits are finer. Mobile networks put thousands of phones behind one address."
  type        = number

  validation {
    condition     = var.requests_per_address >= 1000
    error_message = "Below 1000 whole neighbourhoods behind one mobile address are shut out."
  }
}

variable "log_retention_days" {
  type = number
}

variable "logs_key_arn" {
  type = string
}
