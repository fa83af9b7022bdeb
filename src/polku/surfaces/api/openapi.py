"""The API's description: what ninja draws from the operations, made true where it is not."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from polku.surfaces.api.problems import CONTENT_TYPE


class Described(NinjaAPI):
    """A NinjaAPI whose description tells errors with the content type that they have, and plain names."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, *arguments: Any, **named: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*arguments, **named)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
        return schema
