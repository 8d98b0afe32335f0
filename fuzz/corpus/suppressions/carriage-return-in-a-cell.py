r
from sagemaker.p import ConditionStep
from sagemaker.w.function_step import step#
from sagemaker.m import LambdaStep
from sagemaker.workflow.p import Pipeline
@step(n,image_uri=E,instance_type="ml.5.e")
def score():
    ("",)
    scored=score([])
    notify=LambdaStep(depends_on=[scored])
    check=ConditionStep(if_steps=[notify])
    Pipeline(e="",steps=[check],n=n)