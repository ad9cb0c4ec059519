using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Generates;

namespace SqlSpark.Execution.Planning;

/// <summary>Plans generators.</summary>
/// <remarks>
/// <code>
/// Generate inline(f(a)), [a], [x, y]            Compute Project [b, e.x, e.y]
/// +- child [a, b]                        =>     +- Generate inline(f(a)), [b], false, [e]
///                                                  +- Compute Project [b, f(a)]
///                                                     +- child
/// </code>
/// </remarks>
internal sealed partial class PhysicalPlanner
{
    private PhysicalPlan PlanGenerate(Generate generate)
    {
        var kept = generate.KeptOutput.Map(a => (Expression)a);
        var generator = generate.Generator;
        var input = AddStep(Plan(generate.Child), before => ComputeStep.Project([.. kept, new Alias(generator.Children[0], "_generatorinput")], before));
        var output = generate.Output.Skip(kept.Count).ToEquatableArray();
        switch (generator)
        {
            case ReplicateRows:
                return new GenerateExec(GenerateForm.Copies, generator.IsOuter, generator, [], input);
            case Explode { Form: ExplodeForm.Fields, Collection.DataType: Core.Types.ArrayType array }:
                var element = new AttributeReference("_element", array.ElementType, array.ContainsNull || generator.IsOuter);
                var fields = output.Select((a, i) => new Alias(new GetStructField(element, i), a.Name, a.ExprId));
                return AddStep(
                    new GenerateExec(GenerateForm.Elements, generator.IsOuter, generator, [element], input), before => ComputeStep.Project([.. kept, .. fields], before));
            case Explode explode:
                var form = explode.Form == ExplodeForm.WithPosition ? GenerateForm.PositionsAndElements : GenerateForm.Elements;
                return new GenerateExec(form, generator.IsOuter, generator, output, input);
            default:
                throw InternalErrors.Unreachable(generator);
        }
    }
}
