using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Reads of nested columns only the fields that somebody looks at, where the source can.</summary>
/// <remarks>
/// <code>
/// Project [c.name.first]                                                             Project [c.name.first]
/// +- Filter (c.age > 1)                                                         =>   +- Filter (c.age > 1)
///    +- Relation [c: struct&lt;name: struct&lt;first, last&gt;, age, address&gt;]      +- Relation [c: struct&lt;name: struct&lt;first&gt;, age&gt;]
/// </code>
/// Needs flow from the root down to the relations: through renamed columns, elements of arrays, values of maps and <c>explode</c>. What a node reads in another way it reads whole, and so do
/// nodes that this rule does not know. Types and positions of fields change between the relation and the extractions, never above them. Runs once columns are pruned.
/// Spark: <c>SchemaPruning</c> with <c>NestedColumnAliasing</c>.
/// </remarks>
public sealed class SchemaPruning : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        // What stands in a subquery reads columns too; by now all have become joins.
        if (!plan.ContainsAny(NodeKinds.Scan) || plan.ContainsAny(NodeKinds.Subquery) || !context.Conf.Get(SqlConf.NestedSchemaPruningEnabled) || !HasNestedColumns(plan))
            return plan;
        var needs = new Needs();
        needs.AddWhole(plan.Output);
        needs.Add(plan);
        return new Narrowing(needs).Apply(plan);
    }

    private static bool HasNestedColumns(LogicalPlan plan) => plan is LogicalRelation relation
        ? relation.Attributes.Any(static a => a.Type is StructType or ArrayType or MapType)
        : plan.Children.Any(static child => child.ContainsAny(NodeKinds.Scan) && HasNestedColumns(child));

    /// <summary>What is read of each column, gathered from the root down: all that reads a column stands above it.</summary>
    private sealed class Needs
    {
        private readonly Dictionary<ExprId, FieldNeed> _byColumn = [];

        public FieldNeed Of(ExprId column) => _byColumn.GetValueOrDefault(column) ?? new FieldNeed();

        public void AddWhole(EquatableArray<AttributeReference> columns)
        {
            foreach (var column in columns)
                _byColumn[column.ExprId] = FieldNeed.Whole();
        }

        public void Add(LogicalPlan plan)
        {
            DeepStack.Guard();
            if (!plan.ContainsAny(NodeKinds.Scan))
                return;
            switch (plan)
            {
                case Project project:
                    foreach (var item in project.ProjectList)
                    {
                        if (item is Alias alias)
                            Add(alias.Child, Of(alias.ExprId));
                        else if (item is not AttributeReference)
                            Add(item, FieldNeed.Whole());
                    }

                    break;
                case Generate { Generator: Explode explode } generate:
                    Add(explode.Collection, NeedOf(explode, generate.GeneratorOutput));
                    break;
                case Filter or Sort or Limit or Offset or Sample or Window or WindowGroupLimit or Aggregate or Join or Generate:
                    foreach (var expression in plan.Expressions)
                        Add(expression, FieldNeed.Whole());
                    break;
                default:
                    foreach (var child in plan.Children)
                        AddWhole(child.Output);
                    break;
            }

            foreach (var child in plan.Children)
                Add(child);
        }

        private FieldNeed NeedOf(Explode explode, EquatableArray<AttributeReference> output)
        {
            if (explode.Form != ExplodeForm.Fields)
                return FieldNeed.OfElements(Of(output[^1].ExprId));

            // Each field is a column of its own, whether somebody reads it or not.
            var need = new FieldNeed();
            for (var i = 0; i < output.Count; i++)
                need = need.Union(FieldNeed.OfField(i, Of(output[i].ExprId)));
            return FieldNeed.OfElements(need);
        }

        private void Add(Expression expression, FieldNeed need)
        {
            DeepStack.Guard();
            switch (expression)
            {
                case AttributeReference column:
                    _byColumn[column.ExprId] = _byColumn.TryGetValue(column.ExprId, out var known) ? known.Union(need) : need;
                    break;
                case GetStructField field:
                    Add(field.Child, FieldNeed.OfField(field.Ordinal, need));
                    break;
                case GetArrayStructFields fields:
                    Add(fields.Child, FieldNeed.OfElements(FieldNeed.OfField(fields.Ordinal, need.Elements)));
                    break;
                case GetArrayItem item:
                    Add(item.Left, FieldNeed.OfElements(need));
                    Add(item.Right, FieldNeed.Whole());
                    break;
                case GetMapValue value:
                    Add(value.Left, FieldNeed.OfElements(need));
                    Add(value.Right, FieldNeed.Whole());
                    break;
                default:
                    foreach (var child in expression.Children)
                        Add(child, FieldNeed.Whole());
                    break;
            }
        }
    }

    /// <summary>Narrows the relations, and then what is above them.</summary>
    private sealed class Narrowing(Needs needs)
    {
        private readonly Dictionary<ExprId, DataType> _types = [];

        public LogicalPlan Apply(LogicalPlan plan) => plan.TransformUp(node => node switch
        {
            LogicalRelation relation => Narrow(relation),
            Project project => Changed(project, (Project)project.MapExpressions(Retype)),
            Generate generate => Changed(generate, (Generate)generate.MapExpressions(Retype)),
            _ when _types.Count > 0 => node.MapExpressions(Retype),
            _ => node,
        });

        private LogicalRelation Narrow(LogicalRelation relation)
        {
            var attributes = relation.Attributes.MapUnchanged(column =>
            {
                var type = needs.Of(column.ExprId).Narrow(column.Type);
                return ReferenceEquals(type, column.Type) ? column : column with { Type = type };
            });
            if (attributes.SameStorage(relation.Attributes))
                return relation;
            var fields = relation.Table.Schema.Fields;
            var schema = new StructType(Enumerable.Range(0, fields.Count).Select(i => fields[i] with { DataType = attributes[i].Type }).ToEquatableArray());
            if (relation.Table.Narrow(schema) is not { } table)
                return relation;
            for (var i = 0; i < attributes.Count; i++)
            {
                if (!ReferenceEquals(attributes[i], relation.Attributes[i]))
                    _types[attributes[i].ExprId] = attributes[i].Type;
            }

            return new LogicalRelation(table, attributes);
        }

        /// <summary>Columns that a projection renames have other types, too.</summary>
        private Project Changed(Project before, Project after)
        {
            if (ReferenceEquals(before, after))
                return before;
            for (var i = 0; i < after.ProjectList.Count; i++)
            {
                if (after.ProjectList[i] is Alias alias && !alias.DataType.Equals(before.ProjectList[i].DataType))
                    _types[alias.ExprId] = alias.DataType;
            }

            return after;
        }

        private Generate Changed(Generate before, Generate after)
        {
            if (ReferenceEquals(before, after))
                return before;
            var fields = after.Generator.ElementSchema.Fields;
            var output = after.GeneratorOutput;
            return after with
            {
                GeneratorOutput = Enumerable.Range(0, output.Count).Select(i =>
                {
                    if (output[i].Type.Equals(fields[i].DataType))
                        return output[i];
                    _types[output[i].ExprId] = fields[i].DataType;
                    return output[i] with { Type = fields[i].DataType };
                }).ToEquatableArray(),
            };
        }

        private Expression Retype(Expression expression)
        {
            if (_types.Count == 0)
                return expression;
            DeepStack.Guard();
            switch (expression)
            {
                case AttributeReference column:
                    return _types.TryGetValue(column.ExprId, out var type) ? column with { Type = type } : column;
                case GetStructField field:
                    var record = Retype(field.Child);
                    return ReferenceEquals(record, field.Child) ? field
                        : field with { Child = record, Ordinal = Position((StructType)record.DataType, (StructType)field.Child.DataType, field.Ordinal) };
                case GetArrayStructFields fields:
                    var array = Retype(fields.Child);
                    return ReferenceEquals(array, fields.Child) ? fields
                        : fields with { Child = array, Ordinal = Position(ElementOf(array), ElementOf(fields.Child), fields.Ordinal) };
                default:
                    return expression.MapChildren(Retype);
            }
        }

        private static StructType ElementOf(Expression array) => (StructType)((ArrayType)array.DataType).ElementType;

        private static int Position(StructType narrow, StructType whole, int ordinal)
        {
            var name = whole.Fields[ordinal].Name;
            return ReferenceEquals(narrow, whole) ? ordinal : Enumerable.Range(0, narrow.Fields.Count).First(i => narrow.Fields[i].Name == name);
        }
    }
}
