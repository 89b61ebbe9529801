# Without an account, with what is rendered: terraform init -plugin-dir=DIR, then
# terraform test -var-file=FOLDER/cloudfront/headwater.auto.tfvars.json -var=functions_folder=FOLDER/functions/cloudfront
# where FOLDER is cdn-config/generated.

mock_provider "aws" {
  mock_resource "aws_cloudfront_key_value_store" {
    defaults = {
      arn = "arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4"
    }
  }

  mock_resource "aws_cloudfront_function" {
    defaults = {
      arn = "arn:aws:cloudfront::123456789012:function/headwater-token"
    }
  }
}

variables {
  hop_secret           = "0123456789abcdef0123456789abcdef"
  token_keys           = "{\"kid\":\"cloudfront-1\",\"secret\":\"0101010101010101010101010101010101010101010101010101010101010101\"}"
  origin_shield_region = "eu-west-3"
}

run "what_was_rendered_is_taken_as_it_is" {
  command = apply

  assert {
    condition     = length(aws_cloudfront_distribution.this.ordered_cache_behavior) == length(var.ordered_cache_behaviors)
    error_message = "each behaviour is there"
  }

  assert {
    condition     = alltrue([for one in aws_cloudfront_distribution.this.ordered_cache_behavior : length(one.function_association) == 1])
    error_message = "no behaviour is without the function"
  }

  assert {
    condition     = alltrue([for one in aws_cloudfront_distribution.this.origin : length(one.custom_header) == 0])
    error_message = "the origin is told of hops by the function alone"
  }
}

run "a_second_origin_takes_over" {
  command = apply

  variables {
    second_origin = "second.example.net"
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this.origin_group) == 1
    error_message = "there is a group of both"
  }
}
