using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>The body of a lambda as a program over its parameters, followed by the captured columns of the row around it.</summary>
/// <param name="Body">The program; one output.</param>
/// <param name="ParameterCount">The number of parameters.</param>
/// <param name="FirstCapture">The position of the first capture among the children of the call.</param>
/// <param name="CaptureTypes">The types of the captures.</param>
internal sealed record LambdaProgram(ExpressionProgram Body, int ParameterCount, int FirstCapture, EquatableArray<DataType> CaptureTypes)
{
    /// <summary>The number of captures.</summary>
    public int CaptureCount => CaptureTypes.Count;
}
