output "vpc_id" {
  value = aws_vpc.this.id
}

output "cidr" {
  value = var.cidr
}

output "public_subnets" {
  value = [for zone in var.zones : aws_subnet.public[zone].id]
}

output "services_subnets" {
  value = [for zone in var.zones : aws_subnet.services[zone].id]
}

output "data_subnets" {
  value = [for zone in var.zones : aws_subnet.data[zone].id]
}

output "policies" {
  description = "Every policy of a role of this module, for the rule that no role has wildcards."
  value       = { flows = aws_iam_role_policy.flows.policy }
}

output "data_routes" {
  description = "Ways out of the data ring; there are none."
  value       = aws_route_table.data.route
}
